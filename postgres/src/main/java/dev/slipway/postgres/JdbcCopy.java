package dev.slipway.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/** Goes through the driver's own COPY, for connections whose socket cannot be had; frames each row as the wire does. */
final class JdbcCopy implements CopyStream {
    private static final int HEADER = 5;

    private final CopyOut copy;
    private long bytesReceived;

    private JdbcCopy(CopyOut copy) {
        this.copy = copy;
    }

    static JdbcCopy begin(PgConnection connection, String sql) throws SQLException {
        return new JdbcCopy(connection.getCopyAPI().copyOut(sql));
    }

    @Override
    public void receive(Inbox inbox) throws SQLException {
        byte[] row = copy.readFromCopy();
        if (row == null) {
            byte[] tag = ("COPY " + copy.getHandledRowCount() + '\0').getBytes(StandardCharsets.UTF_8);
            append(inbox, 'c', new byte[0]);
            append(inbox, 'C', tag);
            append(inbox, 'Z', new byte[] {'T'});
            return;
        }
        append(inbox, 'd', row);
        bytesReceived += row.length + HEADER;
    }

    private static void append(Inbox inbox, char type, byte[] body) {
        inbox.reserve(HEADER + body.length);
        inbox.data[inbox.end] = (byte) type;
        BigEndian.putInt(inbox.data, inbox.end + 1, body.length + 4);
        System.arraycopy(body, 0, inbox.data, inbox.end + HEADER, body.length);
        inbox.end += HEADER + body.length;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }
}
