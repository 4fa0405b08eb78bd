using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>
/// Puts the links of a request first, so that the joins of many persons take one round and not one each. A link may pass any call of the
/// known person. It may not pass one that concerns its anonymous id: that call came before the two were one, or says whose the id is.
/// </summary>
internal static class LinkOrder
{
    /// <summary>Keeps the order among the links, and among all else.</summary>
    /// <param name="items">The item each command was made of; moved along.</param>
    public static void LinksFirst(Span<Envelope> commands, Span<int> items)
    {
        var concerned = new HashSet<ActorKey>();
        var links = new List<(Envelope Command, int Item)>();
        var rest = new List<(Envelope Command, int Item)>(commands.Length);
        for (var at = 0; at < commands.Length; at++)
        {
            ref readonly var command = ref commands[at];
            var other = Joins.Other(command) ?? command.Key;
            if (command.Command is UserCommand.Link && !concerned.Contains(other))
            {
                links.Add((command, items[at]));
                continue;
            }

            rest.Add((command, items[at]));
            concerned.Add(command.Key);
            concerned.Add(other);
        }

        Place(links, commands, items);
        Place(rest, commands[links.Count..], items[links.Count..]);
    }

    private static void Place(List<(Envelope Command, int Item)> from, Span<Envelope> commands, Span<int> items)
    {
        for (var at = 0; at < from.Count; at++)
        {
            (commands[at], items[at]) = from[at];
        }
    }
}
