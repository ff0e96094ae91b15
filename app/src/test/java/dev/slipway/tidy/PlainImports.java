package dev.slipway.tidy;

import com.sun.source.tree.ImportTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports name what they bring, and never a mocking library: tests use real servers and hand-written fakes. */
final class PlainImports extends Scan {
    private static final List<String> MOCKS =
            List.of("org.mockito.", "org.easymock.", "org.powermock.", "io.mockk.", "org.jmock.", "mockit.");

    PlainImports(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void none) {
        String name = tree.getQualifiedIdentifier().toString();
        if (name.endsWith(".*")) {
            found(tree, "imports " + name + ": name the types");
        }
        if (MOCKS.stream().anyMatch(name::startsWith)) {
            found(tree, "imports " + name + ": write a fake, or start the real thing");
        }
        return null;
    }
}
