package dev.slipway.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of any encoding in UTF-8. What is no text of that encoding ends it, and nothing stands in its place. */
final class TranscodedStream extends InputStream {
    private static final int CHARS = 1 << 14;

    private final String file;
    private final Charset charset;
    private final Reader reader;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final CharBuffer chars = CharBuffer.allocate(CHARS).limit(0);
    private final ByteBuffer bytes = ByteBuffer.allocate(4 * CHARS).limit(0);
    private long count;
    private boolean ended;

    TranscodedStream(String file, InputStream in, Charset charset) {
        this.file = file;
        this.charset = charset;
        reader = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int given = Math.min(length, bytes.remaining());
        bytes.get(target, offset, given);
        return given;
    }

    private boolean fill() throws IOException {
        while (!bytes.hasRemaining() && !ended) {
            chars.compact();
            int read = decoded();
            ended = read < 0;
            count += Math.max(0, read);
            chars.flip();
            bytes.clear();
            // A pair whose second half has not come yet stays until it does.
            if (encoder.encode(chars, bytes, ended).isError()) {
                throw broken();
            }
            bytes.flip();
        }
        return bytes.hasRemaining();
    }

    private int decoded() throws IOException {
        try {
            return reader.read(chars);
        } catch (CharacterCodingException e) {
            throw broken();
        }
    }

    private RuntimeException broken() {
        return FileTrouble.damaged(
                file,
                "is not " + charset.name() + " behind character " + count + ": name its encoding, or mend the file");
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
