package unroll.command;

import picocli.CommandLine.Command;

/** {@code unroll data}: the public data sets, which the program knows but does not carry. */
@Command(
    name = "data",
    description = "List, download and verify public data sets.",
    subcommands = {DataListCommand.class, DataGetCommand.class, DataVerifyCommand.class},
    mixinStandardHelpOptions = true)
public final class DataCommand {}
