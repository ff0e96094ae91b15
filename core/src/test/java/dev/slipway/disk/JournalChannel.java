package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file, or an open folder, whose changes go into a journal. */
final class JournalChannel extends FileChannel {
    private final Journal journal;
    private final int node;
    private final FileChannel inner;

    JournalChannel(Journal journal, int node, FileChannel inner) {
        this.journal = journal;
        this.node = node;
        this.inner = inner;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return journal.change(steps -> {
            ByteBuffer bytes = from.duplicate();
            long offset = inner.position();
            int count = inner.write(from);
            byte[] written = new byte[count];
            bytes.get(written);
            steps.add(new Step.Wrote(node, offset, written));
            return count;
        });
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        return journal.change(steps -> {
            inner.truncate(size);
            steps.add(new Step.Cut(node, size));
            return this;
        });
    }

    /** The file system is not asked: what is on the disk is for the test to say. */
    @Override
    public void force(boolean metaData) throws IOException {
        journal.change(steps -> steps.add(new Step.Synced(node)));
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return inner.read(to);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        return inner.read(to, offset, length);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
        return inner.read(to, position);
    }

    @Override
    public long position() throws IOException {
        return inner.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        inner.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return inner.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return inner.transferTo(position, count, target);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return inner.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return inner.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        inner.close();
    }

    // What nobody does here yet would go unnoticed.

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer from, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }
}
