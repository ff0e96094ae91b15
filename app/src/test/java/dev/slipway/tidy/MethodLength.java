package dev.slipway.tidy;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import dev.slipway.tidy.Lengths.Length;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods do one thing each. */
final class MethodLength implements Rule {
    private static final Lengths LIMITS = new Lengths("method", 30, 30, 80);

    @Override
    public List<Finding> check(List<Source> sources) {
        List<Source> shipped = sources.stream().filter(source -> !source.test()).toList();
        return LIMITS.check(lengths(sources), lengths(shipped));
    }

    private static List<Length> lengths(List<Source> sources) {
        List<Length> lengths = new ArrayList<>();
        for (Source source : sources) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
                    long first = source.firstLine(method);
                    long lines = source.lastLine(method) - first + 1;
                    lengths.add(new Length(source.path(), first, method.getName() + "()", lines));
                    return super.visitMethod(method, null);
                }
            }.scan(source.unit(), null);
        }
        return lengths;
    }
}
