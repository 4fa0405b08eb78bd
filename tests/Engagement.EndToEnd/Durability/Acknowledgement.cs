using System.Text.RegularExpressions;

namespace Engagement.EndToEnd.Durability;

/// <summary>An answer to a person's event, with the calls of the whole server around it.</summary>
internal sealed partial record Acknowledgement(string Person, SystemCall Answer)
{
    /// <summary>
    /// The answers on the connection that carried most of them, for people who were told of one after the other over that connection.
    /// </summary>
    public static IReadOnlyList<Acknowledgement> Of(IReadOnlyList<SystemCall> calls, IReadOnlyList<string> people)
    {
        var answers = calls
            .Where(call => call.Name is "sendto" or "sendmsg" or "write" or "writev" && call.Arguments.Contains("HTTP/1.1 200 OK"))
            .GroupBy(FileOf)
            .MaxBy(connection => connection.Count())!
            .OrderBy(call => call.Entered)
            .ToList();
        answers.Count.ShouldBe(people.Count);
        return [.. answers.Zip(people, (answer, person) => new Acknowledgement(person, answer))];
    }

    /// <summary>
    /// Whether the person's bytes were written to a journal and that file synced, each call returned before the next began, and all of it
    /// before the answer was begun.
    /// </summary>
    public bool FollowsSync(IReadOnlyList<SystemCall> calls)
    {
        var writes = calls.Where(call =>
            call.Name is "pwrite64" or "pwritev" or "write" && FileOf(call).Contains("/journal-") && call.Arguments.Contains(Person)).ToList();
        return calls.Any(call => call.Name is "fsync" or "fdatasync" && call.Result == "0" && call.Left < Answer.Entered
            && writes.Any(write => write.Left < call.Entered && FileOf(write) == FileOf(call)));
    }

    private static string FileOf(SystemCall call) => Descriptor().Match(call.Arguments).Groups["file"].Value;

    [GeneratedRegex(@"^\d+<(?<file>[^""]*?)>(,|$)")]
    private static partial Regex Descriptor();
}
