using System.Text.Json;

namespace Engagement.Core.Definitions;

/// <summary>
/// One value of a document under reading, with its place in it. Readers return null for what is wrong, after saying so here: so one pass
/// finds all faults, and a definition is made only when there were none.
/// </summary>
internal sealed class Node(DocumentReading reading, Node? parent, string step, JsonElement element)
{
    public JsonElement Element => element;

    /// <summary>The member's name, or the index in its list.</summary>
    public string Step => step;

    public JsonValueKind Kind => element.ValueKind;

    public DocumentReading Reading => reading;

    /// <summary>RFC 6901.</summary>
    public string Pointer => parent is null ? string.Empty : $"{parent.Pointer}/{Escape(step)}";

    public Node Child(string name, JsonElement value) => new(reading, this, name, value);

    public void Refuse(string message) => reading.Add(Pointer, message);

    /// <summary>The pointer of a member that is not there.</summary>
    public void RefuseMember(string name, string message) => reading.Add($"{Pointer}/{Escape(name)}", message);

    private static string Escape(string step) =>
        step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
