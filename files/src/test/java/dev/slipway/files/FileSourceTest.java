package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Type;
import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Events;
import dev.slipway.job.Key;
import dev.slipway.job.Session;
import dev.slipway.job.Source;
import dev.slipway.job.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir
    Path folder;

    private FileSource source(FileFormat format, long rejectsMax, FileInput... files) {
        return source(format, rejectsMax, FileSource.CUT_FROM_BYTES, files);
    }

    private FileSource source(FileFormat format, long rejectsMax, long cutFromBytes, FileInput... files) {
        FileSchema schema = new FileSchema(
                "t",
                1,
                "",
                format,
                false,
                List.of(
                        FileColumn.of("id", new Type.Int(32, true), false),
                        FileColumn.of("name", new Type.Text(), true)));
        return new FileSource(
                List.of(new FileSet(
                        "files here",
                        Stream.of(files).map(file -> FileRead.of(file, schema)).toList(),
                        false)),
                new FileSource.Settings(
                        folder.resolve("temporary"),
                        ReadSettings.DEFAULT,
                        rejectsMax,
                        rejectsMax > 0,
                        2,
                        cutFromBytes,
                        Key.NONE,
                        Published.NOTHING));
    }

    private FileInput write(String name, String text) throws IOException {
        return FileInput.of(Files.writeString(folder.resolve(name), text));
    }

    private static String csv(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> i + ",name " + i + (i % 50 == 7 ? ",one too many" : ""))
                .collect(Collectors.joining("\n", "id,name\n", "\n"));
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"id\":" + (i % 50 == 7 ? i + ".5" : i) + ",\"name\":\"name " + i + "\"}")
                .collect(Collectors.joining("\n"));
    }

    @Nested
    class OfCsv extends SourceContract<FileUnit> {
        @Override
        protected Source<FileUnit> source() throws IOException {
            return FileSourceTest.this.source(
                    FileFormat.Csv.PLAIN, 100, write("a.csv", csv(0, 120)), write("b.csv", csv(120, 300)));
        }
    }

    @Nested
    class OfPieces extends SourceContract<FileUnit> {
        @Override
        protected Source<FileUnit> source() throws IOException {
            return FileSourceTest.this.source(
                    FileFormat.Csv.PLAIN, 100, 200, write("a.csv", csv(0, 120)), write("b.csv", csv(120, 300)));
        }
    }

    @Nested
    class OfLines extends SourceContract<FileUnit> {
        @Override
        protected Source<FileUnit> source() throws IOException {
            return FileSourceTest.this.source(
                    new FileFormat.JsonLines(),
                    100,
                    write("a.jsonl", lines(0, 120)),
                    write("b.jsonl", lines(120, 300)));
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotPublished() throws IOException {
        FileInput file = write("a.csv", csv(0, 5));
        try (Session<FileUnit> session =
                source(FileFormat.Csv.PLAIN, 0, file).open(new Context(new Cancel(), Events.NONE))) {
            session.check();
            Files.writeString(folder.resolve("a.csv"), "and more", java.nio.file.StandardOpenOption.APPEND);
            assertThatThrownBy(session::check)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("a.csv was changed while it was read");
        }
    }

    @Test
    void aLargeFileIsReadInPiecesWithTheSameRowsAndRejects() throws IOException {
        FileInput file = write("a.csv", csv(0, 5000));
        List<Digest> whole = digests(source(FileFormat.Csv.PLAIN, 100, file), 1);
        assertThat(digests(source(FileFormat.Csv.PLAIN, 100, 5000, file), 4)).isEqualTo(whole);
    }

    /** Of rows and of rejects, which come from so many units each. */
    private static List<Digest> digests(FileSource source, int units) {
        try (Session<FileUnit> session = source.open(new Context(new Cancel(), Events.NONE));
                var reader = session.reader()) {
            return session.plan().tables().stream()
                    .map(table -> {
                        assertThat(table.units()).hasSize(units);
                        return table.units().stream().map(reader::digest).reduce(Digest.EMPTY, Digest::plus);
                    })
                    .toList();
        }
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        try (Session<FileUnit> session = source(FileFormat.Csv.PLAIN, 100, write("a.csv", csv(0, 120)))
                        .open(new Context(new Cancel(), Events.NONE));
                var reader = session.reader()) {
            session.plan().tables().forEach(table -> table.units().forEach(reader::digest));
        }
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }
}
