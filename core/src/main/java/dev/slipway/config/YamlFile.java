package dev.slipway.config;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a YAML 1.2 file of one document: a map with texts as keys. Anchors, aliases and tags are not used here, so that a
 * file means what it says where it says it, and cannot grow when it is read.
 */
public final class YamlFile {
    private static final int BYTES_MAX = 1 << 20;

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @throws Failure CONFIG when it is not there or not such a file, with line and column
     */
    public static YamlMap read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw refused(file.toString(), "has more than 1 MiB, which no file of settings needs");
            }
            return parse(decode(bytes, file.toString()), file.toString());
        } catch (IOException e) {
            throw refused(file.toString(), "cannot be read: " + reason(e));
        }
    }

    /**
     * Reads what a file called {@code name} holds.
     *
     * @throws Failure CONFIG, as {@link #read}
     */
    public static YamlMap parse(String text, String name) {
        checkPrintable(text, name);
        if (text.length() > BYTES_MAX) {
            throw refused(name, "has more than 1 MiB, which no file of settings needs");
        }
        return new YamlParser(name, text)
                .document()
                .orElseThrow(() -> refused(name, "is empty, expected a map of keys and values"))
                .asMap();
    }

    /** UTF-8, without the mark that some editors put before it. */
    static String decode(byte[] bytes, String name) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, out, true).isError()) {
            String before = out.flip().toString();
            throw place(name, before, before.length()).refused("is no UTF-8 from here on: save the file as UTF-8");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void checkPrintable(String text, String name) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (!StreamReader.isPrintable(point)) {
                throw place(name, text, i)
                        .refused(String.format(Locale.ROOT, "has the character U+%04X, which no YAML file has", point));
            }
        }
    }

    private static Place place(String name, String text, int index) {
        String before = text.substring(0, index);
        int begin = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
        return new Place(name, line, 1 + before.codePointCount(begin, index), "");
    }

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    private static Failure refused(String name, String text) {
        return new Failure(Failure.Kind.CONFIG, name + ": " + text);
    }
}
