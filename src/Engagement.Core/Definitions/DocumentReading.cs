using System.Text.Json;
using System.Text.Unicode;

namespace Engagement.Core.Definitions;

/// <summary>One pass over a document: its faults so far, and the counts that are bounded over the whole of it.</summary>
internal sealed class DocumentReading
{
    private readonly List<FieldError> _errors = [];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>Tests in all conditions of the document.</summary>
    public int ConditionLeaves { get; set; }

    public void Add(string pointer, string message)
    {
        if (_errors.Count < ParseResult<object>.MostErrors)
        {
            _errors.Add(new FieldError(pointer, message));
        }
    }

    public static ParseResult<T> Read<T>(ReadOnlyMemory<byte> utf8Json, Func<Node, T?> read)
        where T : class
    {
        var reading = new DocumentReading();
        T? value = null;
        if (reading.IsReadable(utf8Json.Span))
        {
            using var document = JsonDocument.Parse(utf8Json);
            value = read(new Node(reading, null, string.Empty, document.RootElement));
        }

        return new ParseResult<T>(reading.HasErrors ? null : value, ValueList.From(reading._errors));
    }

    // After this pass every string of the document can be read without a check.
    private bool IsReadable(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.Length > DefinitionLimits.DocumentBytes)
        {
            Add(string.Empty, $"the document has {utf8Json.Length} bytes; at most {DefinitionLimits.DocumentBytes} are taken");
        }
        else if (!Utf8.IsValid(utf8Json))
        {
            Add(string.Empty, "the document is not UTF-8");
        }
        else
        {
            Walk(utf8Json);
        }

        return !HasErrors;
    }

    private void Walk(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (JsonException wrong)
        {
            Add(string.Empty, $"expected JSON; line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1} is not");
        }
        catch (InvalidOperationException)
        {
            Add(string.Empty, $"the text at byte {reader.TokenStartIndex + 1} has half of a surrogate pair");
        }
    }
}
