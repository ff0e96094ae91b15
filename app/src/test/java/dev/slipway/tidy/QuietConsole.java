package dev.slipway.tidy;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Only the command line and the benchmarks speak on the console; the rest throws, returns, or sends events. */
final class QuietConsole extends Scan {
    private static final Set<String> SPEAKING = Set.of("app", "bench");

    QuietConsole(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void none) {
        String name = tree.toString();
        if (name.equals("System.out") || name.equals("System.err")) {
            report(tree, "uses " + name);
        }
        return super.visitMemberSelect(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        if (called(call).endsWith(".printStackTrace") && call.getArguments().isEmpty()) {
            report(call, "calls printStackTrace");
        }
        return super.visitMethodInvocation(call, null);
    }

    private void report(Tree tree, String what) {
        if (!source.test() && !SPEAKING.contains(source.module())) {
            found(tree, what + ": throw, return a value, or log through slf4j");
        }
    }
}
