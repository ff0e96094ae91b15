package dev.slipway.tidy;

import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers look alike everywhere: formatting names its locale, or has nothing that a locale could change. */
final class NamedLocale extends Scan {
    private static final Pattern LOCALISED = Pattern.compile("%[^%nsxXbc]*[dfegEGtT]");

    NamedLocale(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        if (called(call).equals("String.format")
                && !call.getArguments().getFirst().toString().matches("(Locale\\.|locale).*")) {
            found(call, "calls String.format without a locale: make Locale.ROOT its first argument");
        }
        if (call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("formatted")
                && select.getExpression() instanceof LiteralTree literal
                && LOCALISED.matcher(String.valueOf(literal.getValue())).find()) {
            found(call, "formats a number or date in the locale of the machine: use String.format(Locale.ROOT, ...)");
        }
        return super.visitMethodInvocation(call, null);
    }
}
