package dev.slipway.job;

import dev.slipway.digest.Digest;
import dev.slipway.digest.NaiveDigest;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the files of {@link LinesFormat} back, and digests them by the definition written a second time. */
public final class LinesVerifier implements Verifier {
    @Override
    public Digest digest(Store store, Blob blob) {
        try (InputStream in = store.read(blob, 0, blob.size())) {
            LinesFormat.Content content = LinesFormat.Content.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return NaiveDigest.of(content.schema(), content.rows());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
