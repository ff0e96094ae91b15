package dev.slipway.store;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Says what a file system's refusal means and what to do about it. */
final class LocalFailure {
    private LocalFailure() {}

    static Failure of(String verb, Path path, IOException cause) {
        String reason = reason(cause);
        String doing = "could not " + verb + ' ' + path + ": ";
        String advice = advice(cause, reason);
        if (!advice.isEmpty()) {
            return new Failure(Failure.Kind.CONFIG, doing + advice, cause);
        }
        boolean full =
                Stream.of("No space left", "Disk quota", "File too large").anyMatch(reason::contains);
        String after = full ? "; nothing that was published is affected: free some space and run again" : "";
        return new Failure(Failure.Kind.UNAVAILABLE, doing + reason + after, cause);
    }

    /** What to do about what will not go away by itself; empty for everything else. */
    private static String advice(IOException cause, String reason) {
        if (cause instanceof AccessDeniedException || reason.contains("Operation not permitted")) {
            return "permission denied; choose another folder or change its mode";
        }
        if (cause instanceof FileAlreadyExistsException || noFolder(cause)) {
            return "a file stands where a folder is needed; move it away or choose another folder";
        }
        if (reason.contains("Read-only file system")) {
            return "the file system is read-only; choose another folder";
        }
        if (reason.contains("Invalid cross-device link")) {
            return "it lies on another file system than the staging folder of its store, so that no file can be moved"
                    + " there whole; choose another folder";
        }
        return reason.contains("File name too long") ? "the name is too long for the file system; shorten it" : "";
    }

    /** Whether a file stands where a path needs a folder. */
    static boolean noFolder(IOException e) {
        return e instanceof NotDirectoryException || reason(e).contains("Not a directory");
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        String message = e instanceof FileSystemException ? null : e.getMessage();
        return message == null ? e.toString() : message;
    }
}
