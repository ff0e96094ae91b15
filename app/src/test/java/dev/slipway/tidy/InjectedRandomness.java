package dev.slipway.tidy;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Randomness has a seed that was given or printed, in tests too, or a failure cannot be repeated. */
final class InjectedRandomness extends Scan {
    private static final Set<String> GENERATORS = Set.of("Random", "SplittableRandom", "SecureRandom");

    InjectedRandomness(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        String name = called(call);
        if (name.endsWith("Math.random")
                || name.endsWith("ThreadLocalRandom.current")
                || name.endsWith("UUID.randomUUID")) {
            report(call, name);
        }
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
        String type = tree.getIdentifier().toString();
        if (tree.getArguments().isEmpty() && GENERATORS.contains(type.substring(type.lastIndexOf('.') + 1))) {
            report(tree, "new " + type);
        }
        return super.visitNewClass(tree, null);
    }

    private void report(Tree tree, String name) {
        if (!source.wiring()) {
            found(tree, "calls " + name + ": take a RandomGenerator, or a seed that a test prints");
        }
    }
}
