package dev.eventsource.broker.source;

import dev.eventsource.broker.event.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where rules are: in the setting itself, or in the file that it names. Any thread may read. */
final class RulesFile {
    private static final int LONGEST = 4 << 20;

    private final String setting;
    private final RulesJson json;

    /** As the setting says; empty: there are none. */
    RulesFile(String setting, RulesJson json) {
        this.setting = setting;
        this.json = json;
    }

    boolean isSet() {
        return !setting.isEmpty();
    }

    /** Whether the rules can change while the broker runs. */
    boolean isFile() {
        return isSet() && !setting.startsWith("{");
    }

    /** The rules that it has now. */
    Rules read() throws InvalidRules {
        return isSet() ? json.read(isFile() ? text() : setting) : Rules.NONE;
    }

    private String text() throws InvalidRules {
        try (InputStream in = Files.newInputStream(Path.of(setting))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new InvalidRules(
                        "", "the file is longer than the %d bytes that rules may have".formatted(LONGEST));
            }
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new InvalidRules("", "the file is not UTF-8");
        } catch (NoSuchFileException e) {
            throw new InvalidRules("", "the file cannot be read: there is none at " + e.getFile());
        } catch (AccessDeniedException e) {
            throw new InvalidRules("", "the file cannot be read: let the broker's account read " + e.getFile());
        } catch (IOException | InvalidPathException e) {
            throw new InvalidRules("", "the file cannot be read: " + e);
        }
    }
}
