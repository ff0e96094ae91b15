package dev.slipway.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong with a file: exceptions of the JDK often tell its path and nothing else. */
public final class IoText {
    private IoText() {}

    /** One line: the path where there is one, and the reason. */
    public static String of(IOException e) {
        if (!(e instanceof FileSystemException named)) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
        String reason =
                switch (named) {
                    case NoSuchFileException missing -> "no such file or folder";
                    case AccessDeniedException denied -> "permission denied";
                    case FileAlreadyExistsException there -> "it is there already";
                    default -> named.getReason() == null ? named.getClass().getSimpleName() : named.getReason();
                };
        return named.getFile() + ": " + reason;
    }
}
