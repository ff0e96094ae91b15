package dev.slipway.aws;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists a page in the order of bytes, as S3 does, and not in that of Java's characters, as the server does. */
final class Utf8Order extends ForwardingBlobStore {
    Utf8Order(BlobStore inner) {
        super(inner);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response page = super.list(request);
        List<S3Object> sorted = page.contents().stream()
                .sorted(Comparator.comparing(
                        object -> object.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
        return page.toBuilder().contents(sorted).build();
    }
}
