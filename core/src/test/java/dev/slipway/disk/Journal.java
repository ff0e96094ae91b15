package dev.slipway.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a record, in order, of all that programs do below a folder, so that a test can ask what a disk would still hold if
 * the power had gone after any of it. Programs must use the path that {@link #root} returns. Thread-safe.
 */
public final class Journal {
    private final Path folder;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Path, Integer> nodes = new HashMap<>();
    private int nodesEver = Step.ROOT + 1;
    private int stepsMax = Integer.MAX_VALUE;
    private boolean twice;

    /** @param folder exists, is empty, and is on the disk */
    public Journal(Path folder) {
        this.folder = folder.toAbsolutePath();
        nodes.put(this.folder, Step.ROOT);
    }

    /** What a file system is asked for. */
    interface Effect<T> {
        T happens() throws IOException;
    }

    /** The folder, as programs have to name it. */
    public Path root() {
        return new JournalFileSystem(this, folder.getFileSystem()).path(folder);
    }

    /** Steps so far. */
    public synchronized int size() {
        return steps.size();
    }

    /** What was done, and remarked, in order. */
    synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Remarks something about what was done so far. */
    public synchronized void note(Object remark) {
        if (steps.size() < stepsMax) {
            steps.add(new Step.Noted(remark));
        }
    }

    /** All that was done so far is on the disk, as after a while it is. */
    public synchronized void settle() {
        steps.add(new Step.Settled());
    }

    /** Nothing has an effect any more when there are so many steps, as if the program had been killed. */
    public synchronized void killAfter(int count) {
        stepsMax = count;
    }

    /** Programs may go on: another one, that is. */
    public synchronized void revive() {
        stepsMax = Integer.MAX_VALUE;
    }

    /** Each link and rename is asked for twice, as by a client of a network file system to whom the first answer was lost. */
    public synchronized void askTwice() {
        twice = true;
    }

    private void again(Effect<Path> effect) throws IOException {
        if (twice) {
            effect.happens();
        }
    }

    private void alive() throws IOException {
        if (steps.size() >= stepsMax) {
            throw new IOException("told to be dead after " + stepsMax + " steps");
        }
    }

    /** Whether the path is below, or is, what the journal is about. */
    boolean covers(Path path) {
        return path.startsWith(folder);
    }

    /** What the path leads to. */
    synchronized int node(@Nullable Path path) throws IOException {
        Integer node = path == null ? null : nodes.get(path);
        if (node == null) {
            throw new IOException(path + " was not made by way of this journal");
        }
        return node;
    }

    private Step.Name name(Path path) throws IOException {
        return new Step.Name(node(path.getParent()), String.valueOf(path.getFileName()));
    }

    /** Makes a file or a folder. */
    synchronized <T> T make(Path path, boolean isFolder, Effect<T> effect) throws IOException {
        alive();
        T made = effect.happens();
        int node = nodesEver++;
        nodes.put(path, node);
        steps.add(new Step.Entered(name(path), node, isFolder));
        return made;
    }

    /** Gives a file one more name. */
    synchronized void link(Path link, Path existing, Effect<Path> effect) throws IOException {
        alive();
        effect.happens();
        nodes.put(link, node(existing));
        steps.add(new Step.Entered(name(link), node(existing), false));
        again(effect);
    }

    /** Gives a file another name, which may have been another file's. */
    synchronized void move(Path from, Path to, Effect<Path> effect) throws IOException {
        alive();
        effect.happens();
        int node = node(from);
        nodes.remove(from);
        nodes.put(to, node);
        steps.add(new Step.Entered(name(to), node, false));
        steps.add(new Step.Removed(name(from)));
        again(effect);
    }

    /** Takes a name away. */
    synchronized void remove(Path path, Effect<Path> effect) throws IOException {
        alive();
        effect.happens();
        nodes.remove(path);
        steps.add(new Step.Removed(name(path)));
    }

    /** A program's call that changes a file, or says that something is to be on the disk. */
    interface Change<T> {
        /** Does it and adds what was done. */
        T to(List<Step> steps) throws IOException;
    }

    synchronized <T> T change(Change<T> change) throws IOException {
        alive();
        return change.to(steps);
    }
}
