package dev.slipway.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists a million objects more below one place than there are; the server, its signatures and its pages are the real ones. */
final class ManyKeys extends ForwardingBlobStore {
    static final String PLACE = "many/";
    static final int KEYS = 1_000_000;
    private static final int PAGE = 1000;

    ManyKeys(BlobStore inner) {
        super(inner);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        if (!PLACE.equals(request.prefix())) {
            return super.list(request);
        }
        String after = request.continuationToken() == null ? request.startAfter() : request.continuationToken();
        List<S3Object> objects = new ArrayList<>();
        if (after == null || after.isEmpty()) {
            objects.addAll(super.list(request).contents());
        }
        int first = after != null && after.startsWith(name(0).substring(0, PLACE.length() + 1)) ? number(after) + 1 : 0;
        int last = Math.min(first + PAGE - objects.size(), KEYS);
        for (int i = first; i < last; i++) {
            objects.add(S3Object.builder()
                    .key(name(i))
                    .eTag("\"0123456789abcdef0123456789abcdef\"")
                    .size(1L << 20)
                    .lastModified(Instant.EPOCH)
                    .build());
        }
        return ListObjectsV2Response.builder()
                .contents(objects)
                .isTruncated(last < KEYS)
                .nextContinuationToken(last < KEYS ? name(last - 1) : null)
                .build();
    }

    private static String name(int number) {
        return String.format(
                Locale.ROOT, "%syear=2024/month=%02d/part-%07d.parquet", PLACE, number * 12L / KEYS + 1, number);
    }

    private static int number(String name) {
        String digits = name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.'));
        return Integer.parseInt(digits);
    }
}
