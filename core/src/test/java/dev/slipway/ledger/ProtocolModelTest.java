package dev.slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ledger.ProtocolModel.Run;
import dev.slipway.ledger.ProtocolModel.Step;
import dev.slipway.ledger.ProtocolModel.Variant;
import dev.slipway.ledger.ProtocolModel.World;
import dev.slipway.store.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which two runs at a time can go on by turns, fall asleep anywhere, lose the answer to any step, and die
 * anywhere, before or after a step took effect, with another run of the same in place of each that died. Of the protocol as
 * it is, nothing that was published is ever lost or there twice, nothing is visible that was not read back, and whoever was
 * overtaken changes nothing; each broken variant is found out.
 */
final class ProtocolModelTest {
    private static final int SPARE = 1;

    /** One moment: the world, who is at work in it, and how many runs may still begin. */
    private record Moment(World world, List<Run> runs, int spare) {}

    @ParameterizedTest
    @EnumSource(Variant.class)
    void inEveryOrderOfStepsNothingIsLostTwiceThereOrUnverified(Variant variant) {
        ProtocolModel model = new ProtocolModel(variant);
        Deque<Moment> open = new ArrayDeque<>(List.of(first()));
        Set<String> visited = new HashSet<>();
        Optional<String> wrong = Optional.empty();
        while (wrong.isEmpty() && !open.isEmpty()) {
            Moment moment = open.pop();
            if (visited.add(key(moment))) {
                wrong = wrong(model, moment);
                for (int i = 0; i < moment.runs().size() && wrong.isEmpty(); i++) {
                    wrong = follow(model, moment, i, open);
                }
            }
        }
        System.out.println(variant + ": " + visited.size() + " states"
                + wrong.map(what -> ", " + what).orElse(""));
        if (variant == Variant.SOUND) {
            assertThat(wrong).isEmpty();
            assertThat(visited.size()).isGreaterThan(10_000);
        } else {
            assertThat(wrong).isPresent();
        }
    }

    /** An old file is published, and two runs are about to replace it. */
    private static Moment first() {
        World world = new World();
        Run old = ProtocolModel.begin("r0", "old");
        while (old.step() != Step.DONE) {
            old = new ProtocolModel(Variant.SOUND).step(world, old);
        }
        return new Moment(world, List.of(ProtocolModel.begin("r1", "a"), ProtocolModel.begin("r2", "b")), SPARE);
    }

    /** What makes a moment another one; in few bytes, since there are many. */
    private static String key(Moment moment) {
        World world = moment.world();
        List<Object> all = List.of(
                Entries.picture(world.state()).getLast(),
                world.staged,
                world.visible,
                world.manifest,
                new TreeSet<>(world.readBack),
                moment.runs(),
                moment.spare());
        return Sha256.of(List.of(all.toString())).substring(0, 32);
    }

    /** The run goes a step, perhaps without knowing it, or dies and is begun again; what was staged may be gone with it. */
    private static Optional<String> follow(ProtocolModel model, Moment moment, int which, Deque<Moment> open) {
        Run run = moment.runs().get(which);
        if (run.step() == Step.DONE) {
            return Optional.empty();
        }
        World world = moment.world().copy();
        Run next = model.step(world, run);
        Optional<String> meddled = meddled(moment.world(), world, run);
        open.push(new Moment(world, replaced(moment.runs(), which, next), moment.spare()));
        // The step took effect, but its answer was lost, and looking did not help: the run takes it for a failure.
        open.push(new Moment(world, replaced(moment.runs(), which, run.at(Step.LEAVE)), moment.spare()));
        if (moment.spare() > 0) {
            Run again = ProtocolModel.begin("again" + moment.spare(), run.file());
            open.push(new Moment(moment.world(), replaced(moment.runs(), which, again), moment.spare() - 1));
            World poorer = moment.world().copy();
            poorer.staged.clear();
            open.push(new Moment(poorer, replaced(moment.runs(), which, again), moment.spare() - 1));
        } else {
            open.push(new Moment(moment.world(), replaced(moment.runs(), which, run.at(Step.DONE)), 0));
        }
        return meddled;
    }

    private static List<Run> replaced(List<Run> runs, int which, Run next) {
        List<Run> all = new ArrayList<>(runs);
        all.set(which, next);
        return all;
    }

    /**
     * Whoever was overtaken may at most do what is intended anyway, or announce in the manifest what will not come: readers
     * do not mind, and whoever has the table finds it changed, and tries again.
     */
    private static Optional<String> meddled(World before, World after, Run run) {
        TableState table = before.state().table(ProtocolModel.TABLE);
        boolean overtaken = run.step() != Step.BEGIN && run.step() != Step.CLAIM && table.epoch() != run.seen();
        boolean changed = !before.visible.equals(after.visible)
                || before.manifest != after.manifest && run.step() != Step.MANIFEST
                || before.log.size() != after.log.size();
        boolean intended = table.change().filter(run.change()::equals).isPresent();
        return overtaken && changed && !intended
                ? Optional.of(run + " was overtaken and changed something")
                : Optional.empty();
    }

    private static Optional<String> wrong(ProtocolModel model, Moment moment) {
        World world = moment.world();
        TableState table = world.state().table(ProtocolModel.TABLE);
        Set<String> content = keys(table.content());
        Set<String> visible = world.visible.keySet();
        if (!world.readBack.containsAll(world.visible.values())) {
            return Optional.of("visible and not read back: " + world.visible);
        }
        if (table.change().isEmpty()) {
            if (!visible.containsAll(content)) {
                return Optional.of("published and lost: " + content + ", visible " + visible);
            }
            if (table.strays().isEmpty() && !content.containsAll(visible)) {
                return Optional.of("published twice: " + content + ", visible " + visible);
            }
        } else if (!visible.containsAll(content) && !visible.containsAll(keys(table.next("")))) {
            return Optional.of("neither old nor new: " + visible);
        }
        boolean done = moment.runs().stream().allMatch(run -> run.step() == Step.DONE);
        return done ? ending(model, world.copy()) : Optional.empty();
    }

    private static Set<String> keys(List<Slice> slices) {
        Set<String> keys = new TreeSet<>();
        slices.forEach(slice -> slice.files().forEach(file -> keys.add(file.key())));
        return keys;
    }

    /** Whatever happened, the next run that nobody disturbs publishes what it brings, and that alone. */
    private static Optional<String> ending(ProtocolModel model, World world) {
        Run last = ProtocolModel.begin("last", "b");
        while (last.step() != Step.DONE) {
            last = model.step(world, last);
        }
        TableState table = world.state().table(ProtocolModel.TABLE);
        boolean settled = world.visible.keySet().equals(Set.of("b"))
                && keys(table.content()).equals(Set.of("b"))
                && table.change().isEmpty()
                && table.work().isEmpty();
        return settled ? Optional.empty() : Optional.of("left for good: " + world.visible + table.content());
    }
}
