package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of messages, cut in every way in which servers, proxies and broken networks may cut it. */
class RowStreamTest {
    private static final int FIELDS = 3;

    /** A COPY as binary data: the header, rows, and the end marker. */
    private static final class Payload {
        final List<byte[]> parts = new ArrayList<>();
        final List<String> rows = new ArrayList<>();

        Payload(long seed, int rowCount) throws IOException {
            Random random = new Random(seed);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
            out.writeLong(0);
            for (int row = 0; row < rowCount; row++) {
                out.writeShort(FIELDS);
                StringBuilder text = new StringBuilder();
                for (int field = 0; field < FIELDS; field++) {
                    if (random.nextInt(10) == 0) {
                        out.writeInt(-1);
                        text.append("null|");
                    } else {
                        byte[] value = new byte[random.nextInt(row % 50 == 7 ? 5000 : 20)];
                        random.nextBytes(value);
                        out.writeInt(value.length);
                        out.write(value);
                        text.append(Arrays.hashCode(value)).append('|');
                    }
                }
                rows.add(text.toString());
                parts.add(bytes.toByteArray());
                bytes.reset();
            }
            out.writeShort(-1);
            parts.add(bytes.toByteArray());
        }

        /** One message for each row, as servers send them. */
        List<byte[]> asSent() {
            return parts;
        }

        /** Messages that have nothing to do with rows. */
        List<byte[]> cutAnew(Random random) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(all::writeBytes);
            byte[] bytes = all.toByteArray();
            List<byte[]> pieces = new ArrayList<>();
            int position = 0;
            while (position < bytes.length) {
                int end = Math.min(bytes.length, position + random.nextInt(random.nextBoolean() ? 7 : 900));
                pieces.add(Arrays.copyOfRange(bytes, position, end));
                position = end;
            }
            return pieces;
        }
    }

    private static void message(ByteArrayOutputStream out, char type, byte[] body) {
        out.write(type);
        byte[] length = new byte[4];
        BigEndian.putInt(length, 0, body.length + 4);
        out.writeBytes(length);
        out.writeBytes(body);
    }

    private static byte[] stream(List<byte[]> data, String tag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message(out, 'N', "SNOTICE\0\0".getBytes(StandardCharsets.UTF_8));
        message(out, 'H', new byte[] {1, 0, FIELDS, 0, 1, 0, 1, 0, 1});
        for (byte[] body : data) {
            message(out, 'd', body);
            if (body.length % 17 == 3) {
                message(out, 'S', "a\0b\0".getBytes(StandardCharsets.UTF_8));
            }
        }
        message(out, 'c', new byte[0]);
        message(out, 'C', (tag + "\0").getBytes(StandardCharsets.UTF_8));
        message(out, 'Z', new byte[] {'T'});
        return out.toByteArray();
    }

    /** A socket that has these bytes to give, a few at a time. */
    private static final class Scripted extends Socket {
        private final InputStream in;

        Scripted(byte[] bytes, Random random) {
            in = new ByteArrayInputStream(bytes) {
                @Override
                public int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(length, 1 + random.nextInt(3000)));
                }
            };
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }
    }

    private static List<String> read(byte[] bytes, Random random) throws Exception {
        Inbox inbox = new Inbox();
        RowScanner scanner = new RowScanner(FIELDS);
        RowStream stream =
                new RowStream(SocketCopy.begin(new Scripted(bytes, random), "COPY"), inbox, scanner, Integer.MAX_VALUE);
        List<String> rows = new ArrayList<>();
        do {
            stream.gather(1 + random.nextInt(300));
            for (int row = 0; row < scanner.rows(); row++) {
                StringBuilder text = new StringBuilder();
                for (int field = 0; field < FIELDS; field++) {
                    Slots slots = scanner.slots(field);
                    int start = slots.starts[row];
                    text.append(
                            slots.lengths[row] < 0
                                    ? "null|"
                                    : Arrays.hashCode(Arrays.copyOfRange(inbox.data, start, start + slots.lengths[row]))
                                            + "|");
                }
                rows.add(text.toString());
            }
        } while (scanner.rows() > 0);
        assertThat(stream.complete()).isTrue();
        assertThat(stream.bytesReceived()).isEqualTo(bytes.length);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rowsComeOutWholeHoweverTheBytesArrive(long seed) throws Exception {
        Payload payload = new Payload(seed, 20_000);
        assertThat(read(stream(payload.asSent(), "COPY 20000"), new Random(seed)))
                .isEqualTo(payload.rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rowsComeOutWholeWhenAProxyHasCutMessagesAnew(long seed) throws Exception {
        Random random = new Random(seed);
        Payload payload = new Payload(seed, 3_000);
        assertThat(read(stream(payload.cutAnew(random), "COPY 3000"), random)).isEqualTo(payload.rows);
    }

    @Test
    void anEmptyTableIsAHeaderAndAnEndMarker() throws Exception {
        assertThat(read(stream(new Payload(1, 0).asSent(), "COPY 0"), new Random(1)))
                .isEmpty();
        assertThat(read(stream(new Payload(1, 0).cutAnew(new Random(3)), "COPY 0"), new Random(1)))
                .isEmpty();
    }

    @Test
    void aStreamThatEndsAnywhereIsAnError() throws Exception {
        byte[] whole = stream(new Payload(9, 50).asSent(), "COPY 50");
        for (int length = 0; length < whole.length; length += 1 + length / 40) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut, new Random(1)))
                    .as("%s bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void rowsThatAreMissingOrDoubledAreAnError() throws Exception {
        List<byte[]> parts = new Payload(9, 50).asSent();
        List<byte[]> missing = new ArrayList<>(parts);
        missing.remove(20);
        assertThatThrownBy(() -> read(stream(missing, "COPY 50"), new Random(1)))
                .hasMessageContaining("49 came, 50 were sent");
        List<byte[]> doubled = new ArrayList<>(parts);
        doubled.add(20, parts.get(20));
        assertThatThrownBy(() -> read(stream(doubled, "COPY 50"), new Random(1)))
                .hasMessageContaining("51 came");
        assertThatThrownBy(() -> read(stream(parts.subList(0, 50), "COPY 50"), new Random(1)))
                .hasMessageContaining("end marker");
    }

    @Test
    void anErrorAmidTheStreamIsThrownWithItsState() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] body : new Payload(9, 50).asSent().subList(0, 30)) {
            message(out, 'd', body);
        }
        message(out, 'E', "SERROR\0C57P01\0Mterminating\0Dbecause\0\0".getBytes(StandardCharsets.UTF_8));
        message(out, 'Z', new byte[] {'E'});
        assertThatThrownBy(() -> read(out.toByteArray(), new Random(1)))
                .isInstanceOfSatisfying(
                        ServerError.class, e -> assertThat(e.sqlState()).isEqualTo("57P01"))
                .hasMessage("terminating (because)");
    }

    @Test
    void whatIsNoCopyIsAnError() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message(out, 'd', "1\tx\n2\ty\n3\tz\n and more text".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(out.toByteArray(), new Random(1))).hasMessageContaining("binary COPY");
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        message(other, 'T', new byte[10]);
        assertThatThrownBy(() -> read(other.toByteArray(), new Random(1))).hasMessageContaining("type T");
    }
}
