package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of partitions, as people have them. */
class PartitionListTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("partitions.txt"), text);
    }

    @Test
    void aFileMayHaveCommentsEmptyLinesWindowsEndsAndNoEndAtAll() throws IOException {
        assertThat(PartitionList.ofFile(file(
                        "\uFEFF# all of 2023\r\npublic.a\r\n\r\n  public.b  # the large one\r\n#public.c\npublic.d")))
                .containsExactly("public.a", "public.b", "public.d");
        assertThat(PartitionList.ofFile(file("# nothing\n\n"))).isEmpty();
        assertThat(PartitionList.ofFile(file(""))).isEmpty();
    }

    @Test
    void aVariableHasCommasOrLines() {
        assertThat(PartitionList.ofText("public.a,public.b")).containsExactly("public.a", "public.b");
        assertThat(PartitionList.ofText(" public.a ,\r\n\tpublic.b\n,,public.c\n"))
                .containsExactly("public.a", "public.b", "public.c");
        assertThat(PartitionList.ofText(" , \n")).isEmpty();
    }

    @Test
    void whatStandsInQuotesIsPartOfAName() throws IOException {
        assertThat(PartitionList.ofText("\"a,b\".\"c\"\"#d\",e")).containsExactly("\"a,b\".\"c\"\"#d\"", "e");
        assertThat(PartitionList.ofFile(file("public.\"no #1\" # first\n\"a,b\"\n")))
                .containsExactly("public.\"no #1\"", "\"a,b\"");
        // A quote that is not closed is for the reader of names to refuse, not for this one to drop.
        assertThat(PartitionList.ofText("public.\"a,b")).containsExactly("public.\"a", "b");
        assertThat(PartitionList.ofFile(file("public.\"a\nb\n"))).containsExactly("public.\"a", "b");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PartitionList.ofFile(folder.resolve("nowhere.txt")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContaining("nowhere.txt");
    }
}
