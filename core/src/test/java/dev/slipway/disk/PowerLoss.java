package dev.slipway.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lets the power go after steps of journals, and shows a test what is left each time. */
public final class PowerLoss {
    private final Path scratch;
    private int steps;
    private int tried;
    private int differing;

    /** @param scratch an empty folder for what is restored */
    public PowerLoss(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * The power went, and came back.
     *
     * @param where after which step, and with what luck
     * @param folder what survived, as the journal's folder was
     * @param notes what had been remarked before, in order
     */
    public record Moment(String where, Path folder, List<Object> notes) {}

    /** What must hold at each such moment. */
    public interface Check {
        void at(Moment moment);
    }

    /** As the other, after every step. */
    public void after(Journal journal, int first, List<Luck> lucks, Check check) {
        after(journal, first, 1, lucks, check);
    }

    /**
     * Checks what survives after step {@code first} and every {@code each}th after it; moments that nobody could tell from an
     * earlier one are not checked again.
     */
    public void after(Journal journal, int first, int each, List<Luck> lucks, Check check) {
        Disk disk = new Disk();
        List<Object> notes = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        int number = 0;
        for (Step step : journal.steps()) {
            disk.apply(step);
            if (step instanceof Step.Noted noted) {
                notes.add(noted.remark());
            }
            if (number >= first && (number - first) % each == 0) {
                steps++;
                for (Luck luck : lucks) {
                    tried++;
                    Survivors survivors = disk.survivors(luck);
                    if (seen.add(List.of(survivors.identity(), notes.size()))) {
                        String where = "power lost after step " + number + " (" + step + "), " + luck;
                        Path folder = restored(survivors);
                        check.at(new Moment(where, folder, List.copyOf(notes)));
                        remove(folder);
                    }
                }
            }
            number++;
        }
    }

    private Path restored(Survivors survivors) {
        try {
            Path folder = Files.createDirectory(scratch.resolve("restored" + differing++));
            survivors.restore(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much was tried. */
    @Override
    public String toString() {
        return tried + " power losses after " + steps + " steps, of which " + differing + " differed";
    }
}
