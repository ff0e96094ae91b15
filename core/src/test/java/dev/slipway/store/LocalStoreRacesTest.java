package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStoreRacesTest extends StoreRaces {
    private static final int COUNTERS = 8;
    private static final int TIMES = 20;
    private static final int PROCESSES = 3;

    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return new LocalStore(folder);
    }

    /** Each process works on all counters at once, so that each waits for locks that the others hold and the other way round. */
    @Test
    void processesKeepEachOthersCounts() throws IOException, InterruptedException {
        Store store = open();
        for (int i = 0; i < COUNTERS; i++) {
            store.put("count" + i, StoreContract.bytes("1000"), Expect.absent());
        }
        List<ChildProcess> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(ChildProcess.start(List.of(), Counting.class, folder));
        }
        for (ChildProcess process : processes) {
            assertThat(process.output()).isEmpty();
        }

        for (int i = 0; i < COUNTERS; i++) {
            assertThat(StoreContract.text(store, "count" + i)).isEqualTo(Integer.toString(1000 + PROCESSES * TIMES));
        }
    }

    /** What such a process runs. */
    static final class Counting {
        private Counting() {}

        public static void main(String[] args) throws InterruptedException {
            Store store = new LocalStore(Path.of(args[0]));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < COUNTERS; i++) {
                String key = "count" + i;
                threads.add(Thread.ofPlatform().start(() -> StoreRaces.increment(store, key, TIMES)));
            }
            for (Thread thread : threads) {
                // What a thread throws is printed, and so fails the test.
                thread.join();
            }
        }
    }
}
