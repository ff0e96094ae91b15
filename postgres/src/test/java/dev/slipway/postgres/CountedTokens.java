package dev.slipway.postgres;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives everyone the password of {@code guest}, and keeps who asked. */
public final class CountedTokens implements Tokens {
    static final List<String> ASKED = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public String token(String host, int port, String user) {
        ASKED.add(user + '@' + host + ':' + port);
        return TestServer.GUEST_PASSWORD;
    }
}
