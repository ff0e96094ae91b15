package dev.slipway.files;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), member after member, to the very end of the file. The platform's own stream stops where a network
 * pauses between two members, and takes a damaged second member for the end.
 */
final class GzipStream extends BulkStream {
    private static final int CHECKED_HEADER = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final String file;
    private final InputStream in;
    private final CountedStream counted;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private int at;
    private int end;
    private boolean within;

    GzipStream(String file, InputStream in, CountedStream counted) {
        this.file = file;
        this.in = in;
        this.counted = counted;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (within || nextMember()) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw damaged("are damaged");
            } else {
                need();
                inflater.setInput(packed, at, end - at);
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) {
        try {
            int count = inflater.inflate(target, offset, length);
            at = end - inflater.getRemaining();
            return count;
        } catch (DataFormatException e) {
            throw damaged("are damaged");
        }
    }

    /** Reads the header of the next member; false at the end of the file, which zeros may fill up. */
    private boolean nextMember() throws IOException {
        if (!fill()) {
            return false;
        }
        if (packed[at] == 0) {
            while (fill()) {
                if (packed[at++] != 0) {
                    throw damaged("are followed by something else");
                }
            }
            return false;
        }
        if (octet() != 0x1F || octet() != 0x8B) {
            throw damaged("are followed by something else");
        }
        int method = octet();
        int flags = octet();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw damaged("have a header of no known form");
        }
        skip(6);
        header(flags);
        inflater.reset();
        inflater.setInput(packed, at, end - at);
        crc.reset();
        within = true;
        return true;
    }

    private void header(int flags) throws IOException {
        if ((flags & EXTRA) != 0) {
            skip(octet() | octet() << 8);
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            while (octet() != 0) {
                // a name or a remark, up to its end
            }
        }
        if ((flags & CHECKED_HEADER) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        within = false;
        long sum = number();
        long size = number();
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw damaged("are damaged: they do not have the sum that they should");
        }
    }

    private long number() throws IOException {
        return octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            octet();
        }
    }

    private int octet() throws IOException {
        need();
        return packed[at++] & 0xFF;
    }

    private void need() throws IOException {
        if (!fill()) {
            throw damaged("are cut off");
        }
    }

    private boolean fill() throws IOException {
        while (at == end) {
            int count = in.read(packed, 0, packed.length);
            if (count < 0) {
                return false;
            }
            at = 0;
            end = count;
        }
        return true;
    }

    private Failure damaged(String how) {
        long position = counted.count() - (end - at);
        return FileTrouble.damaged(
                file,
                "its gzip data " + how + " at byte " + position + " of the packed file: copy or download it again");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
