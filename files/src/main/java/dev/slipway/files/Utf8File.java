package dev.slipway.files;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A file that should be UTF-8, unpacked, without the mark that some programs put before it. */
final class Utf8File {
    private Utf8File() {}

    /** Refuses what says by its first bytes that it is UTF-16. */
    static InputStream open(FileInput file) {
        PushbackInputStream in = new PushbackInputStream(Unpacked.open(file), 3);
        try {
            byte[] first = in.readNBytes(3);
            int a = first.length > 0 ? first[0] & 0xFF : 0;
            int b = first.length > 1 ? first[1] & 0xFF : 0;
            if (a == 0xFF && b == 0xFE || a == 0xFE && b == 0xFF) {
                throw FileTrouble.damaged(file.name(), "is UTF-16, expected UTF-8: convert it first");
            }
            boolean mark = first.length == 3 && a == 0xEF && b == 0xBB && (first[2] & 0xFF) == 0xBF;
            if (!mark) {
                in.unread(first);
            }
            return in;
        } catch (IOException e) {
            throw Unpacked.close(in, FileTrouble.unread(file.name(), e));
        } catch (Failure e) {
            throw Unpacked.close(in, e);
        }
    }
}
