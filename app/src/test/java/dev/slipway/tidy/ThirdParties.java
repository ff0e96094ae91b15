package dev.slipway.tidy;

import com.sun.source.tree.ImportTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Core stays free of libraries but for JSON, YAML, logging and nullness, so that every module can stand on it. */
final class ThirdParties extends Scan {
    private static final List<String> ALLOWED = List.of(
            "dev.slipway.",
            "java.",
            "javax.",
            "jdk.",
            "tools.jackson.",
            "com.fasterxml.jackson.annotation.",
            "org.snakeyaml.engine.",
            "org.slf4j.",
            "org.jspecify.");

    ThirdParties(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void none) {
        String name = tree.getQualifiedIdentifier().toString();
        if (source.module().equals("core") && !source.test() && ALLOWED.stream().noneMatch(name::startsWith)) {
            found(tree, "imports " + name + " into core: put what needs it into the module that owns the library");
        }
        return null;
    }
}
