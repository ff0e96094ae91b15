package dev.slipway.tidy;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through one source and collects findings. */
abstract class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {
    final Source source;
    private final List<Finding> findings = new ArrayList<>();

    Scan(Source source) {
        this.source = source;
    }

    static Rule each(Function<Source, Scan> scan) {
        return sources -> {
            List<Finding> findings = new ArrayList<>();
            for (Source source : sources) {
                Scan one = scan.apply(source);
                one.scan(source.unit(), null);
                findings.addAll(one.findings);
            }
            return findings;
        };
    }

    void found(Tree tree, String what) {
        findings.add(source.finding(tree, what));
    }

    /** What a call names, for example {@code Instant.now}; type arguments and line breaks do not matter. */
    static String called(MethodInvocationTree call) {
        return call.getMethodSelect().toString();
    }
}
