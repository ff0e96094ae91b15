package dev.slipway.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A disk with a volatile cache, under a file system that promises no more than it must. It keeps the content of a file as
 * of the last time that file was synced, and the entries of a folder as of the last time that folder was; each later write,
 * and each later entry, may be there or not, whatever became of the others. That a file was synced says nothing of its
 * name, nor a folder's content of the folder's own.
 */
final class Disk {
    private sealed interface Write {
        record Bytes(long offset, byte[] bytes) implements Write {}

        record Cut(long size) implements Write {}
    }

    private record Entry(String name, Optional<Integer> node) {}

    private static final class File {
        byte[] synced = {};
        final List<Write> pending = new ArrayList<>();

        byte[] left(Luck luck) {
            byte[] content = synced;
            for (Write write : pending) {
                content = switch (write) {
                    case Write.Cut cut ->
                        luck.keeps() && cut.size() < content.length
                                ? Arrays.copyOf(content, (int) cut.size())
                                : content;
                    case Write.Bytes bytes -> with(content, (int) bytes.offset(), luck.left(bytes.bytes()));
                };
            }
            return content;
        }

        private static byte[] with(byte[] content, int offset, byte[] bytes) {
            if (bytes.length == 0) {
                return content;
            }
            byte[] longer = Arrays.copyOf(content, Math.max(content.length, offset + bytes.length));
            System.arraycopy(bytes, 0, longer, offset, bytes.length);
            return longer;
        }
    }

    private static final class Folder {
        Map<String, Integer> synced = new TreeMap<>();
        final List<Entry> pending = new ArrayList<>();

        Map<String, Integer> left(Luck luck) {
            Map<String, Integer> entries = new TreeMap<>(synced);
            for (Entry entry : pending) {
                if (luck.keeps()) {
                    entry.node()
                            .ifPresentOrElse(
                                    node -> entries.put(entry.name(), node), () -> entries.remove(entry.name()));
                }
            }
            return entries;
        }
    }

    private final Map<Integer, File> files = new TreeMap<>();
    private final Map<Integer, Folder> folders = new TreeMap<>(Map.of(Step.ROOT, new Folder()));

    private Folder folder(int node) {
        return folders.computeIfAbsent(node, any -> new Folder());
    }

    private File file(int node) {
        return files.computeIfAbsent(node, any -> new File());
    }

    void apply(Step step) {
        switch (step) {
            case Step.Entered entered -> {
                if (entered.folder()) {
                    folder(entered.node());
                } else {
                    file(entered.node());
                }
                enter(entered.name(), Optional.of(entered.node()));
            }
            case Step.Removed removed -> enter(removed.name(), Optional.empty());
            case Step.Wrote wrote -> file(wrote.file()).pending.add(new Write.Bytes(wrote.offset(), wrote.bytes()));
            case Step.Cut cut -> file(cut.file()).pending.add(new Write.Cut(cut.size()));
            case Step.Synced synced -> sync(synced.node());
            case Step.Settled settled -> {
                files.keySet().forEach(this::sync);
                folders.keySet().forEach(this::sync);
            }
            case Step.Noted noted -> {}
        }
    }

    private void enter(Step.Name name, Optional<Integer> node) {
        folder(name.folder()).pending.add(new Entry(name.text(), node));
    }

    private void sync(int node) {
        Folder folder = folders.get(node);
        if (folder == null) {
            File file = file(node);
            file.synced = file.left(Luck.all());
            file.pending.clear();
        } else {
            folder.synced = folder.left(Luck.all());
            folder.pending.clear();
        }
    }

    /** What is there when the power is back. */
    Survivors survivors(Luck luck) {
        Survivors survivors = new Survivors();
        walk("", Step.ROOT, luck, survivors);
        return survivors;
    }

    private void walk(String path, int node, Luck luck, Survivors survivors) {
        folder(node).left(luck).forEach((name, child) -> {
            String below = path.isEmpty() ? name : path + '/' + name;
            if (folders.containsKey(child)) {
                survivors.folder(below);
                walk(below, child, luck, survivors);
            } else {
                survivors.file(below, child, () -> file(child).left(luck));
            }
        });
    }
}
