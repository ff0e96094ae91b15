package dev.slipway.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import java.util.List;

/** A parsed source file; its path is relative to the checkout and begins with the module. */
record Source(String path, String text, CompilationUnitTree unit, DocTrees trees) {
    static Source of(String path, String text) {
        return Sources.parse(List.of(new Sources.Text(path, text))).getFirst();
    }

    String module() {
        return path.substring(0, path.indexOf('/'));
    }

    boolean test() {
        return path.contains("/src/test/");
    }

    boolean wiring() {
        return module().equals("app") && (path.endsWith("/Main.java") || path.endsWith("/Wiring.java"));
    }

    String packageName() {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    List<String> lines() {
        return text.lines().toList();
    }

    long firstLine(Tree tree) {
        return line(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    long lastLine(Tree tree) {
        return line(trees.getSourcePositions().getEndPosition(unit, tree));
    }

    Finding finding(Tree tree, String what) {
        return new Finding(path, firstLine(tree), what);
    }

    private long line(long position) {
        return position < 0 ? 1 : unit.getLineMap().getLineNumber(position);
    }
}
