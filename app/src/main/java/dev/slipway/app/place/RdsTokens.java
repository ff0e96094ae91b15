package dev.slipway.app.place;

import dev.slipway.app.Wiring;
import dev.slipway.aws.DatabaseToken;
import dev.slipway.postgres.Tokens;

/** {@code auth=iam}: what lets a role of Amazon's identity management into a database of RDS. */
public final class RdsTokens implements Tokens {
    private final DatabaseToken tokens = new DatabaseToken(Wiring.clock());

    @Override
    public String name() {
        return "iam";
    }

    @Override
    public String token(String host, int port, String user) {
        return tokens.of(host, port, user);
    }
}
