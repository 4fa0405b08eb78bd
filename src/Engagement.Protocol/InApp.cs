namespace Engagement.Protocol;

/// <summary>A message to be shown in the app.</summary>
/// <param name="Kind"><c>chat</c>, <c>post</c>, <c>banner</c> or <c>modal</c>.</param>
/// <param name="Content">Title, body, image, author, actions: texts to be shown as text, never as markup.</param>
/// <param name="Dir"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Seq">Order of presentation, growing per person; absent while its moment has not come.</param>
public sealed record Message(
    string DeliveryId,
    string Campaign,
    string Variant,
    string Kind,
    RawJson Content,
    MessageDisplay Display,
    string Locale,
    string Dir,
    DateTimeOffset Expires,
    long? Seq = null);

/// <param name="Screens">Path patterns, <c>*</c> for any run of characters; empty: everywhere.</param>
/// <param name="Interrupt"><c>whenIdle</c>, <c>never</c> or <c>always</c>.</param>
public sealed record MessageDisplay(IReadOnlyList<string> Screens, string Interrupt, bool Dismissible);

/// <summary>The queue of one person, in order.</summary>
public sealed record MessageList(IReadOnlyList<Message> Messages);

/// <summary>The answer to receipts.</summary>
/// <param name="Taken">How many were taken, repeats included.</param>
/// <param name="Unknown">Deliveries this person never got; their receipts changed nothing.</param>
/// <param name="Errors">JSON pointer to what was wrong with the receipts that were not taken.</param>
public sealed record ReceiptsReply(int Taken, IReadOnlyList<string> Unknown, IReadOnlyDictionary<string, string>? Errors = null);

/// <summary>Data of the stream's <c>hello</c>.</summary>
/// <param name="Seq">The highest sequence given to the person so far.</param>
/// <param name="PingSeconds">How often a <c>ping</c> comes at least; a client that hears nothing for twice as long reconnects.</param>
/// <param name="Queue">Delivery ids of all messages to be shown now: a client takes away what it shows and is not in it.</param>
public sealed record Hello(string Id, string Kind, long Seq, int PingSeconds, IReadOnlyList<string> Queue);

/// <summary>Data of the stream's <c>recall</c>.</summary>
public sealed record Recall(string DeliveryId);

/// <summary>What a device tells of a message.</summary>
/// <param name="ReceiptId">Made by the device; a repeat changes nothing.</param>
/// <param name="Kind"><c>shown</c>, <c>clicked</c>, <c>dismissed</c>, <c>answered</c>, <c>failed</c> or <c>delivered</c>.</param>
/// <param name="At">When it happened on the device; absent: now.</param>
public sealed record Receipt(
    string ReceiptId, string DeliveryId, string Kind, string? Action = null, RawJson? Answer = null, string? Reason = null, DateTimeOffset? At = null);

/// <summary>Where the person is, and whether it is a bad moment to interrupt. What is absent stays as it was.</summary>
public sealed record Moment(string? Screen = null, bool? Busy = null, string? Device = null);
