package dev.slipway.tidy;

import com.sun.source.tree.ClassTree;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Who meets a public type for the first time reads what it is for. */
final class Documented extends Scan {
    Documented(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
        boolean exposed = tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
        if (exposed && !source.test() && source.trees().getDocComment(getCurrentPath()) == null) {
            found(tree, "declares public " + tree.getSimpleName() + " without Javadoc: say what it is for");
        }
        return super.visitClass(tree, null);
    }
}
