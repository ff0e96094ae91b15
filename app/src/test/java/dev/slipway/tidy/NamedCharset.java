package dev.slipway.tidy;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import org.jspecify.annotations.Nullable;

/** Text becomes bytes, and bytes text, by a charset that is named. */
final class NamedCharset extends Scan {
    NamedCharset(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
        int arguments = tree.getArguments().size();
        if (tree.getIdentifier().toString().equals("String") && (arguments == 1 || arguments == 3)) {
            found(tree, "calls new String without a charset: add UTF_8; for characters use String.valueOf");
        }
        return super.visitNewClass(tree, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        if (call.getArguments().isEmpty()
                && call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("getBytes")) {
            found(call, "calls getBytes without a charset: add UTF_8");
        }
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void none) {
        String name = tree.getQualifiedIdentifier().toString();
        if (name.equals("java.io.FileReader") || name.equals("java.io.FileWriter")) {
            found(tree, "imports " + name + ": use Files.newBufferedReader or newBufferedWriter, which read UTF-8");
        }
        return null;
    }
}
