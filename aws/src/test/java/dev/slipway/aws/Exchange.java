package dev.slipway.aws;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request as it came through a door: its head, as bytes would be sent, and its body. */
record Exchange(String head, byte[] body) {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    /** Reads one; a body in chunks is not expected of this client. */
    static Exchange read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no more requests");
            }
            head.write(next);
            ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : next == '\r' ? 1 : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return new Exchange(text, body);
    }

    String method() {
        return head.substring(0, head.indexOf(' '));
    }

    /** What is asked for, with its query. */
    String target() {
        return head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
    }

    String path() {
        return target().split("\\?", 2)[0];
    }

    /** The same without headers whose names are these. */
    Exchange without(String... headers) {
        String changed = head;
        for (String header : headers) {
            changed = changed.replaceAll("(?im)^" + header + ":[^\r]*\r\n", "");
        }
        return new Exchange(changed, body);
    }

    /** The same, asking the server to end the connection with the answer. */
    byte[] last() {
        String once = without("connection").head();
        return (once.substring(0, once.length() - 2) + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean changes() {
        return !method().equals("GET") && !method().equals("HEAD");
    }

    boolean lists() {
        return method().equals("GET") && target().contains("list-type=");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s", method(), target());
    }
}
