package dev.slipway.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** Compresses page bodies with one codec. Holds native memory until closed; not thread-safe. */
sealed interface Compressor extends AutoCloseable {
    /** Appends the compressed form of {@code length} bytes to {@code out} and returns its length. */
    int compress(byte[] bytes, int offset, int length, Output out);

    CompressionCodec format();

    @Override
    void close();

    static Compressor of(Codec codec) {
        return switch (codec) {
            case Codec.Zstd zstd -> new ZstdCompressor(zstd.level());
            case Codec.Snappy snappy -> new SnappyCompressor();
            case Codec.None none -> new NoCompressor();
        };
    }

    /** Keeps its context, whose tables are costly to set up. */
    final class ZstdCompressor implements Compressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        ZstdCompressor(int level) {
            context.setLevel(level);
        }

        @Override
        public int compress(byte[] bytes, int offset, int length, Output out) {
            int bound = Math.toIntExact(Zstd.compressBound(length));
            byte[] target = out.reserve(bound);
            int size = context.compressByteArray(target, out.length(), bound, bytes, offset, length);
            out.advance(size);
            return size;
        }

        @Override
        public CompressionCodec format() {
            return CompressionCodec.ZSTD;
        }

        @Override
        public void close() {
            context.close();
        }
    }

    /** Without state. */
    final class SnappyCompressor implements Compressor {
        @Override
        public int compress(byte[] bytes, int offset, int length, Output out) {
            byte[] target = out.reserve(Snappy.maxCompressedLength(length));
            try {
                int size = Snappy.compress(bytes, offset, length, target, out.length());
                out.advance(size);
                return size;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public CompressionCodec format() {
            return CompressionCodec.SNAPPY;
        }

        @Override
        public void close() {}
    }

    /** Copies. */
    final class NoCompressor implements Compressor {
        @Override
        public int compress(byte[] bytes, int offset, int length, Output out) {
            out.write(bytes, offset, length);
            return length;
        }

        @Override
        public CompressionCodec format() {
            return CompressionCodec.UNCOMPRESSED;
        }

        @Override
        public void close() {}
    }
}
