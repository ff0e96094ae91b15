package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.job.DataFile;
import dev.slipway.job.Manifest;
import dev.slipway.job.Manifests;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what to verify below files and folders, with the receipts that lie beside them. */
final class Subjects {
    /** A store on a folder, with all that its manifests say. */
    private record Lake(Path root, LocalStore store, List<Manifest> manifests, Map<String, DataFile> receipts) {}

    private final Map<Path, Lake> lakes = new HashMap<>();
    private final Map<String, Subject> found = new LinkedHashMap<>();

    /**
     * Adds a file, or every Parquet file below a folder and every file that a manifest lists there.
     *
     * @throws Failure CONFIG when there is no such path
     */
    void add(String argument) {
        Path path = Path.of(argument).toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else {
            addFile(path, argument);
        }
    }

    private void addFile(Path path, String argument) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new Failure(Failure.Kind.CONFIG, argument + " is not a file");
        }
        Lake lake = lake(parent);
        String key = key(lake, path);
        Optional<Blob> blob = lake.store.find(key);
        Optional<DataFile> receipt = Optional.ofNullable(lake.receipts.get(key));
        if (blob.isEmpty() && receipt.isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, argument + ": no such file or folder");
        }
        put(lake, key, blob);
    }

    private void addFolder(Path folder) {
        Lake lake = lake(folder);
        String prefix = folder.equals(lake.root) ? "" : key(lake, folder) + '/';
        try (Stream<Blob> blobs = lake.store.list(prefix)) {
            blobs.filter(blob -> blob.key().endsWith(".parquet") && !blob.key().startsWith("_slipway/"))
                    .forEach(blob -> put(lake, blob.key(), Optional.of(blob)));
        }
        for (Manifest manifest : lake.manifests) {
            for (DataFile file : manifest.files()) {
                if (file.key().startsWith(prefix)) {
                    put(lake, file.key(), lake.store.find(file.key()));
                }
            }
        }
    }

    private void put(Lake lake, String key, Optional<Blob> blob) {
        String shown = shown(lake.root.resolve(key));
        found.putIfAbsent(shown, new Subject(shown, lake.store, blob, Optional.ofNullable(lake.receipts.get(key))));
    }

    /** Relative to the working folder where that is shorter. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    private static String key(Lake lake, Path path) {
        return lake.root
                .relativize(path)
                .toString()
                .replace(path.getFileSystem().getSeparator(), "/");
    }

    /** The lake that a folder belongs to: the nearest above it with records of ours, else the folder itself. */
    private Lake lake(Path folder) {
        Path root = folder;
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("_slipway"))) {
                root = at;
                break;
            }
        }
        return lakes.computeIfAbsent(root, Subjects::open);
    }

    private static Lake open(Path root) {
        LocalStore store = new LocalStore(root);
        List<Manifest> manifests = new Manifests(store).all();
        Map<String, DataFile> receipts = new HashMap<>();
        for (Manifest manifest : manifests) {
            manifest.known().forEach(file -> receipts.putIfAbsent(file.key(), file));
        }
        return new Lake(root, store, manifests, receipts);
    }

    /** All that was found, in order, each once. */
    List<Subject> all() {
        return List.copyOf(found.values());
    }

    /** The manifests of every lake that was looked into, with the store each belongs to. */
    List<Archived> archived() {
        List<Archived> all = new ArrayList<>();
        for (Lake lake : lakes.values()) {
            lake.manifests.forEach(manifest -> all.add(new Archived(lake.store, manifest)));
        }
        return all;
    }

    /** A table as a store holds it. */
    record Archived(LocalStore store, Manifest manifest) {}
}
