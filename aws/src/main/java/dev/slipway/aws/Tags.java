package dev.slipway.aws;

import dev.slipway.store.Expect;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The tags that a server makes of bytes: of a whole object their MD5, of an upload the MD5 of its parts' and their number.
 * Equal bytes have equal tags, and then a server cannot tell an object from the one that replaced it. So who replaces an
 * object by equal bytes writes them in the other way. A server with other tags has them differ anyhow.
 */
final class Tags {
    private Tags() {}

    /** Of an object that was written whole. */
    static String whole(byte[] bytes) {
        return HexFormat.of().formatHex(md5().digest(bytes));
    }

    /** Of an upload of these parts; empty when their tags are none of this kind. */
    static String combined(List<CompletedPart> parts) {
        MessageDigest hash = md5();
        for (CompletedPart part : parts) {
            String tag = part.eTag().replace("\"", "");
            if (!tag.matches("[0-9a-f]{32}")) {
                return "";
            }
            hash.update(HexFormat.of().parseHex(tag));
        }
        return HexFormat.of().formatHex(hash.digest()) + '-' + parts.size();
    }

    /** Whether this is the tag of what is to be replaced. */
    static boolean isExpected(String tag, Expect expect) {
        return switch (expect) {
            case Expect.Absent absent -> false;
            case Expect.Version seen -> Version.parse(seen.version()).tag().equals(tag);
        };
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }
}
