package dev.slipway.tidy;

import com.sun.source.tree.ClassTree;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A type is named for what it is in the domain, not for being a heap of code. */
final class Names extends Scan {
    private static final Pattern HEAP = Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl)");

    Names(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
        String name = tree.getSimpleName().toString();
        if (HEAP.matcher(name).matches()) {
            found(tree, "is named " + name + ": say what it is, not that it helps, manages or implements");
        }
        return super.visitClass(tree, null);
    }
}
