package dev.slipway.tidy;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The wall clock is an argument, or what depends on it cannot be tested. */
final class InjectedTime extends Scan {
    private static final Set<String> CLOCKED =
            Set.of("Instant", "LocalDate", "LocalTime", "LocalDateTime", "OffsetDateTime", "ZonedDateTime", "Year");

    InjectedTime(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        String name = called(call);
        String type = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
        type = type.substring(type.lastIndexOf('.') + 1);
        boolean clockless = CLOCKED.contains(type)
                && name.endsWith(".now")
                && (call.getArguments().isEmpty()
                        || call.getArguments().getFirst().toString().contains("Zone"));
        boolean system =
                name.endsWith("System.currentTimeMillis") || (type.equals("Clock") && name.contains(".system"));
        report(call, name, clockless || system);
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
        report(
                tree,
                "new Date",
                tree.getIdentifier().toString().equals("Date")
                        && tree.getArguments().isEmpty());
        return super.visitNewClass(tree, null);
    }

    private void report(Tree tree, String name, boolean banned) {
        if (banned && !source.test() && !source.wiring() && !source.module().equals("bench")) {
            found(tree, "calls " + name + ": take a java.time.Clock as constructor argument");
        }
    }
}
