package dev.slipway.tidy;

import dev.slipway.tidy.Lengths.Length;
import java.util.List;

/** Files are short enough to be read in one go. */
final class FileLength implements Rule {
    private static final Lengths LIMITS = new Lengths("file", 100, 350, 500);

    @Override
    public List<Finding> check(List<Source> sources) {
        List<Source> shipped = sources.stream().filter(source -> !source.test()).toList();
        return LIMITS.check(lengths(sources), lengths(shipped));
    }

    private static List<Length> lengths(List<Source> sources) {
        return sources.stream()
                .map(source -> new Length(
                        source.path(),
                        1,
                        source.path().substring(source.path().lastIndexOf('/') + 1),
                        source.lines().size()))
                .toList();
    }
}
