package dev.slipway.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes names survive a power loss: a new entry is durable only after its folder was synced. Thread-safe. */
final class Durable {
    /** Folders that are known to be durable themselves. */
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    void syncFolder(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Creates the folder and what is missing above it, each when the one above is durable, so that at most the lowest of those
     * that are there is not: whoever made it may have been killed before he had synced its parent.
     */
    void createFolders(@Nullable Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path at = folder;
        while (at != null && !Files.isDirectory(at)) {
            missing.push(at);
            at = at.getParent();
        }
        if (at != null && !known.contains(at)) {
            syncFoundIn(at.getParent());
            known.add(at);
        }
        for (Path path : missing) {
            Files.createDirectories(path);
            syncFolder(path.getParent());
            known.add(path);
        }
    }

    /** Above the folder that we were given we may not read; and what is no disk cannot be synced, nor written to. */
    private void syncFoundIn(@Nullable Path parent) throws IOException {
        try {
            syncFolder(parent);
        } catch (IOException e) {
            if (!(e instanceof AccessDeniedException) && !"Invalid argument".equals(e.getMessage())) {
                throw e;
            }
        }
    }
}
