package dev.slipway.files;

import dev.slipway.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** SHA-256 of files. */
final class Hashed {
    private Hashed() {}

    static String sha256(FileInput file) {
        MessageDigest hash = Sha256.start();
        try (InputStream in = new DigestInputStream(file.open(), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw FileTrouble.unread(file.name(), e);
        }
        return Sha256.hex(hash);
    }
}
