package dev.slipway.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An ErrorResponse that arrived in the middle of a COPY. */
final class ServerError extends IOException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    private ServerError(String sqlState, String message) {
        super(message);
        this.sqlState = sqlState;
    }

    String sqlState() {
        return sqlState;
    }

    /** Reads the fields of the message: a letter and a zero-terminated text each. */
    static ServerError of(byte[] data, int from, int end) {
        String sqlState = "";
        StringBuilder text = new StringBuilder();
        int position = from;
        while (position < end && data[position] != 0) {
            int close = position + 1;
            while (close < end && data[close] != 0) {
                close++;
            }
            String value = new String(data, position + 1, close - position - 1, StandardCharsets.UTF_8);
            switch (data[position]) {
                case 'C' -> sqlState = value;
                case 'M' -> text.append(value);
                case 'D', 'H' -> text.append(" (").append(value).append(')');
                default -> {
                    // position, file, line and the like say nothing to the user
                }
            }
            position = close + 1;
        }
        return new ServerError(sqlState, text.toString());
    }
}
