package dev.slipway.tidy;

import com.sun.source.tree.MethodInvocationTree;
import org.jspecify.annotations.Nullable;

/** A test that sleeps is slow where it passes and fails where the machine is slower. */
final class NoSleep extends Scan {
    NoSleep(Source source) {
        super(source);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        String name = called(call);
        boolean sleeps = name.endsWith("Thread.sleep") || name.matches("(TimeUnit\\.)?[A-Z]+S\\.sleep");
        if (source.test() && sleeps) {
            found(
                    call,
                    "calls " + name + " in a test: wait for what is expected with a latch, a queue or a fake clock");
        }
        return super.visitMethodInvocation(call, null);
    }
}
