package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.ledger.Manifest;
import dev.slipway.store.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what to verify below files and folders, with the receipts that lie beside them. */
public final class Subjects {
    private final Map<Path, Lake> lakes = new LinkedHashMap<>();
    private final Map<Path, Subject> found = new LinkedHashMap<>();

    /**
     * Adds a file, or every Parquet file below a folder and every file that a manifest lists there.
     *
     * @throws Failure CONFIG when there is no such path
     */
    public void add(String argument) {
        Path path = Path.of(argument).toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else if (path.getParent() == null || !put(lake(path.getParent()), path)) {
            throw new Failure(Failure.Kind.CONFIG, argument + ": no such file or folder");
        }
    }

    private void addFolder(Path folder) {
        FoundFiles below = FoundFiles.below(folder);
        below.files().forEach(file -> put(lake(file.resolveSibling("")), file));
        Set<Lake> concerned = new LinkedHashSet<>(List.of(lake(folder)));
        below.lakes().forEach(root -> concerned.add(lake(root)));
        for (Lake lake : concerned) {
            lake.manifests().stream()
                    .flatMap(manifest -> manifest.files().stream())
                    .map(lake::path)
                    .filter(file -> file.startsWith(folder))
                    .forEach(file -> put(lake, file));
        }
    }

    private boolean put(Lake lake, Path path) {
        Optional<Subject> subject = lake.subject(path);
        subject.ifPresent(there -> found.putIfAbsent(path, there));
        return subject.isPresent();
    }

    /** The lake that a folder belongs to: the nearest above it with records of ours, else the folder itself. */
    private Lake lake(Path folder) {
        Path root = folder;
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FoundFiles.RECORDS))) {
                root = at;
                break;
            }
        }
        return lakes.computeIfAbsent(root, Lake::open);
    }

    /** All that was found, in order, each once. */
    public List<Subject> all() {
        return List.copyOf(found.values());
    }

    /** The tables of which something was found, with the store each belongs to. */
    public List<Archived> archived() {
        List<Archived> all = new ArrayList<>();
        for (Lake lake : lakes.values()) {
            for (Manifest manifest : lake.manifests()) {
                if (manifest.files().stream().map(lake::path).anyMatch(found::containsKey)) {
                    all.add(new Archived(lake.store(), manifest));
                }
            }
        }
        return all;
    }

    /** A table as a store holds it. */
    public record Archived(LocalStore store, Manifest manifest) {}
}
